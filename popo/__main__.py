from popo.cli import main

main()
