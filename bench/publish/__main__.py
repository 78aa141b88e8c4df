from bench.publish.run import main

main()
