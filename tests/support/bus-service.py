"""Sends signals on message buses in the name of a service, as logind and a desktop do.

Each line of standard input is {"bus", "name", "path", "interface", "member", "signature", "values"}, and is answered with "sent".
"""
import json
import sys

import dbus
import dbus.bus
import dbus.lowlevel

buses = {}
for line in sys.stdin:
    told = json.loads(line)
    bus = buses.setdefault(told["bus"], dbus.bus.BusConnection(told["bus"]))
    bus.request_name(told["name"])
    signal = dbus.lowlevel.SignalMessage(told["path"], told["interface"], told["member"])
    signal.append(*told["values"], signature=told["signature"])
    bus.send_message(signal)
    bus.flush()
    print("sent", flush=True)
