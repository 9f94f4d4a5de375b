namespace HelpDesk.Web.Channels.Email.Mime;

/// <summary>Comments in structured fields (RFC 5322 §3.2.2): they nest, as deep as anybody likes.</summary>
internal static class Comments
{
    /// <summary>Where the text after a comment begins; -1 where the comment never ends.</summary>
    public static int EndOf(string text, int start)
    {
        var depth = 0;
        for (var at = start; at < text.Length; at++)
        {
            if (text[at] == '\\')
            {
                at++;
            }
            else if (text[at] is '(' or ')')
            {
                depth += text[at] == '(' ? 1 : -1;
                if (depth == 0)
                {
                    return at + 1;
                }
            }
        }

        return -1;
    }
}
