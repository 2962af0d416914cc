import { Focus, Home, Maximize, Redo, Undo, ZoomIn, ZoomOut } from 'lucide-react';
import type { GraphHandle } from '../services.ts';
import { always, type Command, type CommandContext, selectedOnGraph } from './command.ts';

const withGraph = (act: (graph: GraphHandle, context: CommandContext) => void) => (context: CommandContext) => {
  const graph = context.services.graph.current;
  if (graph !== null) act(graph, context);
};

const camera = (
  id: Command['id'],
  icon: Command['icon'],
  how: { shortcut: string | null; act: (graph: GraphHandle, context: CommandContext) => void },
): Command => ({
  id,
  group: 'camera',
  icon,
  shortcut: how.shortcut,
  screens: ['workspace', 'debrief'],
  isEnabled: always,
  run: withGraph(how.act),
});

export const cameraCommands: readonly Command[] = [
  camera('fit', Maximize, { shortcut: '0', act: (graph) => graph.fit() }),
  camera('focus-selection', Focus, {
    shortcut: 'f',
    act: (graph, context) => {
      const nodes = selectedOnGraph(context).map((node) => node.id);
      if (nodes.length > 0) graph.focus(nodes);
      else graph.fit();
    },
  }),
  camera('reset-camera', Home, { shortcut: 'home', act: (graph) => graph.reset() }),
  camera('camera-back', Undo, { shortcut: 'bracketleft', act: (graph) => graph.back() }),
  camera('camera-forward', Redo, { shortcut: 'bracketright', act: (graph) => graph.forward() }),
  camera('zoom-in', ZoomIn, { shortcut: 'equal', act: (graph) => graph.zoom(1.25) }),
  camera('zoom-out', ZoomOut, { shortcut: 'minus', act: (graph) => graph.zoom(1 / 1.25) }),
];
