using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace OpenClaw.Tenancy.Analyzers.CodeFixes;

/// <summary>Shuts an endpoint that says nothing of tenancy to everybody but the holders of a scope of their tenant.</summary>
/// <remarks>Opening it to callers without a tenant is never offered: that takes a reason, which nobody but the author knows.</remarks>
[ExportCodeFixProvider(LanguageNames.CSharp)]
[Shared]
public sealed class RequireScopeFix : CodeFixProvider
{
    /// <inheritdoc />
    public override ImmutableArray<string> FixableDiagnosticIds => [RuleIds.SilentEndpoint];

    /// <inheritdoc />
    public override FixAllProvider GetFixAllProvider() => WellKnownFixAllProviders.BatchFixer;

    /// <inheritdoc />
    public override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        SyntaxNode? root = await context.Document.GetSyntaxRootAsync(context.CancellationToken).ConfigureAwait(false);
        if (root?.FindNode(context.Span).FirstAncestorOrSelf<InvocationExpressionSyntax>() is { } call)
        {
            string scope = call.Expression is MemberAccessExpressionSyntax { Name.Identifier.ValueText: "MapGet" } ? "operator.read" : "operator.write";
            context.RegisterCodeFix(
                CodeAction.Create(
                    $"Require the scope {scope}",
                    _ => Task.FromResult(context.Document.WithSyntaxRoot(root.ReplaceNode(call, Saying(call, scope)))),
                    equivalenceKey: scope),
                context.Diagnostics);
        }
    }

    private static InvocationExpressionSyntax Saying(InvocationExpressionSyntax call, string scope) => SyntaxFactory.InvocationExpression(
        SyntaxFactory.MemberAccessExpression(SyntaxKind.SimpleMemberAccessExpression, call.WithoutTrailingTrivia(), SyntaxFactory.IdentifierName("RequireTenantScope")),
        SyntaxFactory.ArgumentList(SyntaxFactory.SingletonSeparatedList(SyntaxFactory.Argument(
            SyntaxFactory.LiteralExpression(SyntaxKind.StringLiteralExpression, SyntaxFactory.Literal(scope))))))
        .WithTrailingTrivia(call.GetTrailingTrivia());
}
