"""Sends signals on message buses in the name of a service, as logind and a desktop do.

Each line of standard input is {"bus", "name", "path", "interface", "member", "signature", "values", "alone"}, and is answered with
"sent". Where "alone" is true each program on the bus gets the signal by itself.
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
    others = [name for name in bus.list_names() if name.startswith(":")] if told["alone"] else [None]
    for other in others:
        signal = dbus.lowlevel.SignalMessage(told["path"], told["interface"], told["member"])
        signal.append(*told["values"], signature=told["signature"])
        if other is not None:
            signal.set_destination(other)
        bus.send_message(signal)
    bus.flush()
    print("sent", flush=True)
