"""Gives a compositor without a screen a keyboard, over the interface for remote desktops, for as long as this runs.

Each line that is written into the pipe "keyboard" of the session's folder presses Shift once.
"""
import os
import time

import dbus

REMOTE = "org.gnome.Mutter.RemoteDesktop"
SHIFT = 42

bus = dbus.SessionBus()


def wait_for_compositor():
    for _ in range(200):
        if bus.name_has_owner(REMOTE):
            return
        time.sleep(0.05)


wait_for_compositor()
remote = dbus.Interface(bus.get_object(REMOTE, "/org/gnome/Mutter/RemoteDesktop"), REMOTE)
session = dbus.Interface(bus.get_object(REMOTE, remote.CreateSession()), REMOTE + ".Session")
session.Start()


def press():
    for pressed in (True, False):
        session.NotifyKeyboardKeycode(dbus.UInt32(SHIFT), pressed)


pipe = os.path.join(os.environ["XDG_RUNTIME_DIR"], "keyboard")
os.mkfifo(pipe, 0o600)
press()
print("ready", flush=True)
while True:
    with open(pipe, encoding="utf-8") as lines:
        for line in lines:
            press()
