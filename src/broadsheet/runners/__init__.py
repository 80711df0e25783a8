"""Where work is done: in this process or in a pool; knows neither news nor Django."""
