"""`make bench`: what a resident waits for, and how well places are found, each beside its peers."""

from bench import chat, communes

if __name__ == "__main__":
    chat.main()
    communes.main()
