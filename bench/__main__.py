"""`make bench`: what a step costs, what a resident waits for, and how well places are found, each beside its peers."""

from bench import chat, communes, steps

if __name__ == "__main__":
    steps.main()
    chat.main()
    communes.main()
