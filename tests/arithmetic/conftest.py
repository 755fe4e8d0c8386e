from hypothesis import settings

# Two busy cores make any deadline a coin to toss.
settings.register_profile("arithmetic", deadline=None, max_examples=40)
settings.load_profile("arithmetic")
