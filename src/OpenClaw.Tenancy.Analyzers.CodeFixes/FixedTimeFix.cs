using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Simplification;

namespace OpenClaw.Tenancy.Analyzers.CodeFixes;

/// <summary>Compares the hashes of two secrets in fixed time, so that not even their lengths show.</summary>
/// <remarks>Offered where both sides are there for certain: two that are missing are equal to an operator, and nothing to a hash.</remarks>
[ExportCodeFixProvider(LanguageNames.CSharp)]
[Shared]
public sealed class FixedTimeFix : CodeFixProvider
{
    private const string Title = "Compare in fixed time";
    private const string Operations = "System.Security.Cryptography.CryptographicOperations";
    private const string Digest = "System.Security.Cryptography.SHA256";
    private const string Utf8 = "System.Text.Encoding";

    /// <inheritdoc />
    public override ImmutableArray<string> FixableDiagnosticIds => [RuleIds.ComparedSecret, RuleIds.ComparedByName];

    /// <inheritdoc />
    public override FixAllProvider GetFixAllProvider() => WellKnownFixAllProviders.BatchFixer;

    /// <inheritdoc />
    public override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        SyntaxNode? root = await context.Document.GetSyntaxRootAsync(context.CancellationToken).ConfigureAwait(false);
        SemanticModel? model = await context.Document.GetSemanticModelAsync(context.CancellationToken).ConfigureAwait(false);
        if (root is not null && model is not null && root.FindNode(context.Span, getInnermostNodeForTie: true) is ExpressionSyntax comparison
            && Sides(comparison) is { Length: 2 } sides && Hash(sides[0], model, context.CancellationToken) is { } first && Hash(sides[1], model, context.CancellationToken) is { } second)
        {
            string text = $"{(comparison.IsKind(SyntaxKind.NotEqualsExpression) ? "!" : string.Empty)}{Operations}.FixedTimeEquals({first}, {second})";
            ExpressionSyntax mended = Shortened(SyntaxFactory.ParseExpression(text)).WithTriviaFrom(comparison);
            context.RegisterCodeFix(
                CodeAction.Create(Title, _ => Task.FromResult(context.Document.WithSyntaxRoot(root.ReplaceNode(comparison, mended))), equivalenceKey: Title),
                context.Diagnostics);
        }
    }

    private static ExpressionSyntax[] Sides(ExpressionSyntax comparison) => comparison switch
    {
        BinaryExpressionSyntax binary => [binary.Left, binary.Right],
        InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Equals" or "SequenceEqual" } access } call when IsExact(call) =>
            [.. (call.ArgumentList.Arguments.Count(static a => !IsOrdinal(a)) == 2 ? [] : new[] { access.Expression }).Concat(call.ArgumentList.Arguments.Where(static a => !IsOrdinal(a)).Select(static a => a.Expression))],
        _ => [],
    };

    // With another comparison than by ordinal the two were not meant to be the same.
    private static bool IsExact(InvocationExpressionSyntax call) =>
        call.ArgumentList.Arguments.All(static a => IsOrdinal(a) || !a.ToString().Contains(nameof(StringComparison)));

    private static bool IsOrdinal(ArgumentSyntax argument) => argument.Expression is MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Ordinal" };

    // The whole name of a type, for the editor to shorten where a using directive allows it.
    private static ExpressionSyntax Shortened(ExpressionSyntax mended) => mended.ReplaceNodes(
        mended.DescendantNodes().OfType<MemberAccessExpressionSyntax>().Where(static m => m.ToString() is Operations or Digest or Utf8),
        static (_, name) => name.WithAdditionalAnnotations(Simplifier.Annotation));

    private static string? Hash(ExpressionSyntax side, SemanticModel model, CancellationToken cancellationToken)
    {
        TypeInfo type = model.GetTypeInfo(side, cancellationToken);
        if (type.Nullability.FlowState == NullableFlowState.MaybeNull)
        {
            return null;
        }

        return type.Type switch
        {
            { SpecialType: SpecialType.System_String } => $"{Digest}.HashData({Utf8}.UTF8.GetBytes({side.WithoutTrivia()}))",
            IArrayTypeSymbol { ElementType.SpecialType: SpecialType.System_Byte } => $"{Digest}.HashData({side.WithoutTrivia()})",
            INamedTypeSymbol { Name: "Span" or "ReadOnlySpan", TypeArguments.Length: 1 } span when span.TypeArguments[0].SpecialType == SpecialType.System_Byte => $"{Digest}.HashData({side.WithoutTrivia()})",
            _ => null,
        };
    }
}
