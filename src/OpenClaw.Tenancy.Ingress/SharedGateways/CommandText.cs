using OpenClaw.Tenancy.Ingress.Guards;

namespace OpenClaw.Tenancy.Ingress.SharedGateways;

/// <summary>Whether a gateway could take a part of a message for a command: <c>/approve</c>, <c>/config set</c>, <c>/elevated</c> and their like act with the gateway's authority.</summary>
/// <remarks>
/// GHSA-mqpw-46fh-299h, GHSA-hfpr-jhpq-x4rm: a command inside a message got round the scope of the method that it stands for. A gateway
/// reads commands where a message begins and directives behind white space anywhere in it, and leaves out what cannot be seen.
/// </remarks>
internal static class CommandText
{
    /// <summary>Whether a slash stands where a word begins and a letter behind it, or the message begins with the mark of a shell.</summary>
    internal static bool IsIn(ReadOnlySpan<char> text)
    {
        bool isStart = true, isBegun = false;
        for (int i = 0; i < text.Length; i++)
        {
            if (Unseen.Is(text[i]))
            {
                isStart |= char.IsWhiteSpace(text[i]) || !isBegun;
                continue;
            }

            if ((isStart && text[i] == '/' && IsLetter(text[(i + 1)..])) || (!isBegun && text[i] == '!'))
            {
                return true;
            }

            (isStart, isBegun) = (false, true);
        }

        return false;
    }

    private static bool IsLetter(ReadOnlySpan<char> rest)
    {
        foreach (char c in rest)
        {
            if (!Unseen.Is(c) || char.IsWhiteSpace(c))
            {
                return char.IsLetter(c);
            }
        }

        return false;
    }
}
