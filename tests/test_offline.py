"""The guard that keeps every test, and every command it forks, off the network."""

from __future__ import annotations

import os
import socket

import pytest

from tests.offline import WentOnlineError


@pytest.mark.parametrize("family", [socket.AF_INET, socket.AF_INET6])
def test_no_socket_of_the_internet_can_be_made(family: socket.AddressFamily) -> None:
    with pytest.raises(WentOnlineError):
        socket.socket(family, socket.SOCK_DGRAM)


def test_no_name_can_be_asked_for() -> None:
    with pytest.raises(WentOnlineError):
        socket.getaddrinfo("localhost", 80)
    with pytest.raises(WentOnlineError):
        socket.gethostbyname("localhost")


def test_programs_of_this_machine_may_still_talk() -> None:
    one, other = socket.socketpair()
    with one, other:
        one.sendall(b"hello")
        assert other.recv(5) == b"hello"


@pytest.mark.skipif(not hasattr(os, "fork"), reason="no forks here")
def test_a_forked_process_stays_offline() -> None:
    child = os.fork()
    if child == 0:
        try:
            socket.socket(socket.AF_INET).close()
        except WentOnlineError:
            os._exit(7)
        os._exit(0)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 7
