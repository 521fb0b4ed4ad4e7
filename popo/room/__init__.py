"""The meeting in the room: who may hear, what hangs on the wall, minutes as they are said."""
