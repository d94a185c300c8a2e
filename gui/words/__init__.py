"""Every sentence a person reads; a topic a module, each entry in `resources/words/`."""
