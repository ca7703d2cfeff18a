"""`make bench`: what a step costs, how long residents wait, how well places are found."""

from bench import chat, steps
from bench.communes import __main__ as communes

if __name__ == "__main__":
    steps.main()
    chat.main()
    communes.main()
