/// What the page around a drawing needs besides the drawing.
enum GraphPage {
  static let css = """
    html,body{height:100%;margin:0}
    body{display:flex;flex-direction:column;background:var(--ground);color:var(--ink);font-size:14px}
    header{display:flex;flex-wrap:wrap;align-items:center;gap:10px 20px;padding:12px 20px;border-bottom:1px solid var(--rim)}
    h1{font-size:18px;margin:0;letter-spacing:-.01em;overflow-wrap:anywhere}
    .counts{margin:0;color:var(--muted);flex:1 1 auto}
    .search span{position:absolute;clip-path:inset(50%);width:1px;height:1px;overflow:hidden}
    .search input,.zoom button{font:inherit;color:inherit;background:var(--box);border:1px solid var(--rim);border-radius:8px}
    .search input{padding:6px 10px;width:190px}
    .legend{display:flex;flex-wrap:wrap;gap:6px 14px}
    .legend label{display:flex;align-items:center;gap:6px;color:var(--muted);cursor:pointer;font-size:13px}
    .legend label:has(input:not(:checked)){opacity:.5}
    .legend input{accent-color:var(--muted);margin:0}
    .legend b{font-weight:600;color:var(--ink)}
    main{position:relative;flex:1;min-height:0}
    #canvas{width:100%;height:100%;display:block;cursor:grab;touch-action:none;outline-offset:-3px}
    #canvas.drag{cursor:grabbing}
    .g-box{cursor:pointer;outline:none}
    .g-box:hover .g-card,.g-box:focus-visible .g-card{stroke:var(--ink)}
    .g-box.on .g-card{stroke:var(--ink);stroke-width:2.2}
    .g-box,.g-arrow{transition:opacity .12s}
    .dim{opacity:.13}
    .g-arrow.on .g-line{stroke-width:2.6}
    .off{display:none}
    .zoom{position:absolute;right:16px;bottom:16px;display:flex;flex-direction:column;gap:6px}
    .zoom button{width:36px;height:36px;font-size:17px;cursor:pointer}
    .zoom button:hover{border-color:var(--muted)}
    #facts{position:absolute;left:16px;bottom:16px;max-width:min(440px,calc(100% - 100px));max-height:45%;overflow:auto;padding:12px 16px;\
    background:var(--box);border:1px solid var(--rim);border-radius:12px;box-shadow:0 8px 24px rgb(0 0 0/.14)}
    #facts h2{font-size:15px;margin:0 0 2px}
    #facts p{margin:0 0 8px;color:var(--muted);overflow-wrap:anywhere;font-size:12.5px}
    #facts ul{margin:0;padding:0;list-style:none;font-size:13px;line-height:1.65}
    #facts li{overflow-wrap:anywhere}
    @media (prefers-reduced-motion:reduce){.g-box,.g-arrow{transition:none}}

    """

  static let script = """
    'use strict';
    (() => {
      const canvas = document.getElementById('canvas'), view = document.getElementById('view');
      const facts = document.getElementById('facts'), search = document.getElementById('search');
      const boxes = [...view.querySelectorAll('.g-box')], arrows = [...view.querySelectorAll('.g-arrow')];
      const wide = +canvas.dataset.width || 1, high = +canvas.dataset.height || 1;
      let scale = 1, x = 0, y = 0, chosen = null, moved = false;

      const show = () => view.setAttribute('transform', `translate(${x} ${y}) scale(${scale})`);
      const size = () => canvas.getBoundingClientRect();
      const fit = () => {
        const s = size();
        scale = Math.min((s.width - 64) / wide, (s.height - 64) / high, 1.6);
        scale = Math.max(scale, 0.05);
        x = (s.width - wide * scale) / 2;
        y = (s.height - high * scale) / 2;
        show();
      };
      const zoom = (factor, cx, cy) => {
        const next = Math.min(Math.max(scale * factor, 0.05), 6);
        x = cx - (cx - x) * next / scale;
        y = cy - (cy - y) * next / scale;
        scale = next;
        show();
      };
      const zoomMiddle = factor => { const s = size(); zoom(factor, s.width / 2, s.height / 2); };

      canvas.addEventListener('wheel', event => {
        event.preventDefault();
        const s = size(), step = event.deltaMode === 1 ? event.deltaY * 16 : event.deltaY;
        zoom(Math.exp(-step * 0.0015), event.clientX - s.left, event.clientY - s.top);
      }, { passive: false });

      const held = new Map();
      let apart = 0;
      const distance = () => {
        const [a, b] = [...held.values()];
        return Math.hypot(a.x - b.x, a.y - b.y);
      };
      canvas.addEventListener('pointerdown', event => {
        held.set(event.pointerId, { x: event.clientX, y: event.clientY });
        moved = false;
        if (held.size === 2) apart = distance();
      });
      canvas.addEventListener('pointermove', event => {
        const last = held.get(event.pointerId);
        if (!last) return;
        const dx = event.clientX - last.x, dy = event.clientY - last.y;
        if (!moved && Math.hypot(dx, dy) < 4) return;
        if (!moved) { moved = true; canvas.setPointerCapture(event.pointerId); canvas.classList.add('drag'); }
        held.set(event.pointerId, { x: event.clientX, y: event.clientY });
        if (held.size === 2) {
          const now = distance(), s = size(), [a, b] = [...held.values()];
          if (apart > 0) zoom(now / apart, (a.x + b.x) / 2 - s.left, (a.y + b.y) / 2 - s.top);
          apart = now;
        } else { x += dx; y += dy; show(); }
      });
      const release = event => { held.delete(event.pointerId); canvas.classList.remove('drag'); };
      canvas.addEventListener('pointerup', release);
      canvas.addEventListener('pointercancel', release);

      const text = (tag, content, parent) => {
        const element = document.createElement(tag);
        element.textContent = content;
        parent.append(element);
        return element;
      };
      const title = element => element.querySelector('title').textContent;
      const tell = box => {
        facts.hidden = !box;
        facts.replaceChildren();
        if (!box) return;
        const [name, ...rest] = title(box).split(' — ');
        text('h2', name, facts);
        for (const line of rest) text('p', line, facts);
        const list = text('ul', '', facts), seen = new Set();
        for (const arrow of arrows) {
          const { edge, from, to } = arrow.dataset;
          if (seen.has(edge) || (from !== box.dataset.id && to !== box.dataset.id)) continue;
          seen.add(edge);
          text('li', title(arrow), list);
        }
      };
      const mark = () => {
        const words = search.value.trim().toLowerCase();
        const near = new Set();
        for (const arrow of arrows) {
          const { from, to } = arrow.dataset, isOn = chosen && (from === chosen || to === chosen);
          arrow.classList.toggle('on', !!isOn);
          arrow.classList.toggle('dim', (!!chosen && !isOn) || !!words);
          if (isOn && !arrow.classList.contains('off')) { near.add(from); near.add(to); }
        }
        for (const box of boxes) {
          const isChosen = box.dataset.id === chosen, isFound = words && title(box).toLowerCase().includes(words);
          box.classList.toggle('on', isChosen || !!isFound);
          box.classList.toggle('dim', words ? !isFound : !!chosen && !isChosen && !near.has(box.dataset.id));
          box.setAttribute('aria-pressed', String(isChosen));
        }
      };
      const choose = box => {
        const id = box ? box.dataset.id : null;
        chosen = chosen === id ? null : id;
        tell(chosen === null ? null : box);
        if (search.value) search.value = '';
        mark();
      };
      const reveal = box => {
        const at = box.getBoundingClientRect(), s = size();
        x += s.left + s.width / 2 - (at.left + at.width / 2);
        y += s.top + s.height / 2 - (at.top + at.height / 2);
        show();
      };

      for (const box of boxes) {
        box.setAttribute('tabindex', '0');
        box.setAttribute('role', 'button');
        box.addEventListener('keydown', event => {
          if (event.key !== 'Enter' && event.key !== ' ') return;
          event.preventDefault();
          choose(box);
        });
      }
      canvas.addEventListener('click', event => { if (!moved) choose(event.target.closest('.g-box')); });
      search.addEventListener('input', () => { chosen = null; tell(null); mark(); });
      search.addEventListener('keydown', event => {
        if (event.key === 'Escape') { search.value = ''; mark(); canvas.focus(); }
        if (event.key !== 'Enter') return;
        const found = boxes.find(box => box.classList.contains('on'));
        if (found) { reveal(found); choose(found); }
      });
      for (const input of document.querySelectorAll('.legend input')) {
        input.addEventListener('change', () => {
          for (const arrow of arrows)
            if (arrow.dataset.kind === input.dataset.kind) arrow.classList.toggle('off', !input.checked);
          mark();
        });
      }
      document.getElementById('in').addEventListener('click', () => zoomMiddle(1.25));
      document.getElementById('out').addEventListener('click', () => zoomMiddle(0.8));
      document.getElementById('fit').addEventListener('click', fit);
      document.addEventListener('keydown', event => {
        if (event.target === search || event.ctrlKey || event.metaKey || event.altKey) return;
        const step = 60, keys = {
          '+': () => zoomMiddle(1.25), '=': () => zoomMiddle(1.25), '-': () => zoomMiddle(0.8), '0': fit,
          ArrowLeft: () => { x += step; show(); }, ArrowRight: () => { x -= step; show(); },
          ArrowUp: () => { y += step; show(); }, ArrowDown: () => { y -= step; show(); },
          '/': () => search.focus(), Escape: () => choose(null),
        };
        const act = keys[event.key];
        if (!act) return;
        event.preventDefault();
        act();
      });
      addEventListener('resize', fit);
      fit();
    })();

    """
}
