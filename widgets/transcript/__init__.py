"""The transcript on screen: model, view, delegates, selection and line editor."""
