using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Simplification;

namespace OpenClaw.Tenancy.Analyzers.CodeFixes;

/// <summary>Makes a comparison of ids one by ordinal.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
[Shared]
public sealed class OrdinalFix : CodeFixProvider
{
    private const string Title = "Compare by ordinal";

    /// <inheritdoc />
    public override ImmutableArray<string> FixableDiagnosticIds => [RuleIds.LooseId];

    /// <inheritdoc />
    public override FixAllProvider GetFixAllProvider() => WellKnownFixAllProviders.BatchFixer;

    /// <inheritdoc />
    public override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        SyntaxNode? root = await context.Document.GetSyntaxRootAsync(context.CancellationToken).ConfigureAwait(false);
        SemanticModel? model = await context.Document.GetSemanticModelAsync(context.CancellationToken).ConfigureAwait(false);
        if (root?.FindNode(context.Span).FirstAncestorOrSelf<InvocationExpressionSyntax>() is { Expression: MemberAccessExpressionSyntax access } call
            && model is not null && Mended(call, access, model, context.CancellationToken) is { } mended)
        {
            context.RegisterCodeFix(
                CodeAction.Create(Title, _ => Task.FromResult(context.Document.WithSyntaxRoot(root.ReplaceNode(call, mended.WithTriviaFrom(call)))), equivalenceKey: Title),
                context.Diagnostics);
        }
    }

    private static ExpressionSyntax? Mended(InvocationExpressionSyntax call, MemberAccessExpressionSyntax access, SemanticModel model, CancellationToken cancellationToken)
    {
        SeparatedSyntaxList<ArgumentSyntax> arguments = call.ArgumentList.Arguments;
        string name = access.Name.Identifier.ValueText;
        if (name is "ToLower" or "ToUpper" or "ToLowerInvariant" or "ToUpperInvariant")
        {
            return access.Expression;
        }

        if (arguments.FirstOrDefault(a => model.GetTypeInfo(a.Expression, cancellationToken).Type is { Name: nameof(StringComparison) }) is { } said)
        {
            return call.ReplaceNode(said.Expression, Ordinal());
        }

        // Beside a culture or a flag there is no overload that takes a comparison.
        bool isPlain = arguments.All(a => model.GetTypeInfo(a.Expression, cancellationToken).Type is { SpecialType: SpecialType.System_String or SpecialType.System_Int32 });
        return name switch
        {
            "StartsWith" or "EndsWith" or "IndexOf" or "LastIndexOf" when isPlain => call.AddArgumentListArguments(SyntaxFactory.Argument(Ordinal())),
            "Compare" when isPlain && arguments.Count == 2 => ByOrdinal(arguments[0].Expression, arguments[1].Expression),
            "CompareTo" when isPlain => ByOrdinal(access.Expression, arguments[0].Expression),
            _ => null,
        };
    }

    private static InvocationExpressionSyntax ByOrdinal(ExpressionSyntax left, ExpressionSyntax right) => SyntaxFactory.InvocationExpression(
        SyntaxFactory.ParseExpression("string.CompareOrdinal"),
        SyntaxFactory.ArgumentList(SyntaxFactory.SeparatedList(
            [SyntaxFactory.Argument(left.WithoutTrivia()), SyntaxFactory.Argument(right.WithoutTrivia())], [SyntaxFactory.Token(SyntaxKind.CommaToken).WithTrailingTrivia(SyntaxFactory.Space)])));

    private static ExpressionSyntax Ordinal() =>
        SyntaxFactory.ParseExpression("System.StringComparison.Ordinal").WithAdditionalAnnotations(Simplifier.Annotation);
}
