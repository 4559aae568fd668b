// The mathematics that stands under every other module.
