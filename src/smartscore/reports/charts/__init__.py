"""Charts that page and paper share: their specifications in Vega-Lite, their colours, and how they are drawn."""
