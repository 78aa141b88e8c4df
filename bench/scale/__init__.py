"""How Liora grows: workers on several hosts, one business's long queue, a thousand businesses.

`make bench-scale`. Hosts are network namespaces of this machine (Linux, root, iproute2).
"""
