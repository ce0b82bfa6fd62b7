"""The layouts: where on its pages each paper puts what its sheet says."""
