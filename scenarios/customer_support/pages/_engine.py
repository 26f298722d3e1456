"""What all support pages of the process share: the helpdesk over the store, and the courier of its handovers."""

from typing import TYPE_CHECKING

import streamlit as st

from minigiants.ui.shell import Backend

if TYPE_CHECKING:
    from minigiants.scenario import Scenario

    from ..helpdesk import Helpdesk

SCENARIO = "customer_support"


def helpdesk(engine: Backend, scenario: "Scenario") -> "Helpdesk":
    """Return the process's one helpdesk for this backend; its courier begins to work."""
    return _opened(engine, scenario)


@st.cache_resource(show_spinner=False, hash_funcs={Backend: id, "minigiants.scenario.Scenario": lambda s: s.name})
def _opened(engine: Backend, scenario: "Scenario") -> "Helpdesk":
    from minigiants.watch import measured

    from ..helpdesk import Helpdesk, deliver

    sites = engine.settings.home / "sites"
    desk = Helpdesk(
        engine.store,
        scenario=scenario.name,
        pipeline=measured(scenario.name, scenario.pipeline),
        funnel=engine.funnel(scenario.name),
        sites=sites,
    )
    deliver(desk.handovers, sites, engine.settings.outward)
    return desk
