import HTML

/// The mark of the house: a lighthouse. It only decorates; its name stands beside it.
let mark = HTML.raw(
    """
    <svg class="mark" viewBox="0 0 32 32" width="32" height="32" aria-hidden="true" focusable="false">\
    <path class="mark-light" d="M12.5 8.5 1 4.5v9l11.5-2.5zM19.5 8.5 31 4.5v9l-11.5-2.5z"/>\
    <path class="mark-tower" d="M12 6.5 16 3l4 3.5V12h-8zM12.4 13.5h7.2L21.5 27h-11zM8 28h16v2.500H8z"/></svg>
    """)
