using System.Globalization;

namespace OpenClaw.Tenancy.Ingress.Guards;

/// <summary>What a gateway leaves out before it looks whether a text is a command, so that nothing can hide one from a guard.</summary>
internal static class Unseen
{
    /// <summary>Whether it is white space, a control or format character such as the byte-order mark, or a mark that takes no room.</summary>
    internal static bool Is(char c) => char.IsWhiteSpace(c) || char.IsControl(c) || char.GetUnicodeCategory(c) is UnicodeCategory.Format or UnicodeCategory.NonSpacingMark;
}
