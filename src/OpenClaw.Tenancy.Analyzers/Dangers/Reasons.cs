using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace OpenClaw.Tenancy.Analyzers.Dangers;

/// <summary>Tells what counts as a reason: words, and none that only stand for some to come.</summary>
internal static class Reasons
{
    private static readonly ImmutableHashSet<string> Empty = ImmutableHashSet.Create(StringComparer.OrdinalIgnoreCase, "fixme", "n/a", "none", "reason", "tbd", "todo", "why");

    /// <summary>Whether a parameter takes the reason, and what is written there is none. What is worked out while the program runs is left to the library.</summary>
    internal static bool AreMissing(IEnumerable<IArgumentOperation> arguments) => arguments.Any(static a =>
        string.Equals(a.Parameter?.Name, "reason", StringComparison.OrdinalIgnoreCase)
        && a.Value.ConstantValue is { HasValue: true, Value: var said } && !IsSaid(said as string));

    /// <summary>Whether a comment stands on the line of a statement or of a member of an initializer, or directly before it.</summary>
    internal static bool AreCommented(SyntaxNode node)
    {
        SyntaxNode whole = node.Parent is InitializerExpressionSyntax ? node : node.FirstAncestorOrSelf<StatementSyntax>() ?? node;
        return whole.GetLeadingTrivia().Concat(whole.GetTrailingTrivia()).Any(IsComment) || IsAfter(node);
    }

    // Behind the comma of an initializer stands the comment of what is before the comma.
    private static bool IsAfter(SyntaxNode node) =>
        node.GetLastToken().GetNextToken() is var next && next.IsKind(SyntaxKind.CommaToken) && next.TrailingTrivia.Any(IsComment);

    private static bool IsComment(SyntaxTrivia trivia) =>
        (trivia.IsKind(SyntaxKind.SingleLineCommentTrivia) || trivia.IsKind(SyntaxKind.MultiLineCommentTrivia)) && IsSaid(trivia.ToString().Trim('/', '*', ' '));

    private static bool IsSaid(string? reason) => reason?.Trim() is { } text && text.Any(char.IsLetter) && !Empty.Contains(text);
}
