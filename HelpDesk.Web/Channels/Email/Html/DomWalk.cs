using AngleSharp.Dom;

namespace HelpDesk.Web.Channels.Email.Html;

/// <summary>Goes through a tree without a call per level: nesting is the sender's choice, the stack is ours.</summary>
internal static class DomWalk
{
    /// <param name="root">Not visited itself.</param>
    /// <param name="enter">Says whether to go into the node.</param>
    /// <param name="leave">Called for nodes that were gone into, after what is in them.</param>
    public static void Through(INode root, Func<INode, bool> enter, Action<INode> leave)
    {
        var open = new Stack<(INode Node, int Next)>();
        open.Push((root, 0));
        while (open.TryPop(out var top))
        {
            if (top.Next < top.Node.ChildNodes.Length)
            {
                var child = top.Node.ChildNodes[top.Next];
                open.Push((top.Node, top.Next + 1));
                if (enter(child))
                {
                    open.Push((child, 0));
                }
            }
            else if (open.Count > 0)
            {
                leave(top.Node);
            }
        }
    }
}
