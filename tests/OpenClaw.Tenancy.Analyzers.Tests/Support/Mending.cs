using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.Diagnostics;

namespace OpenClaw.Tenancy.Analyzers.Tests.Support;

/// <summary>Applies what a fix offers for the first diagnostic of a source, and compiles what comes out.</summary>
internal static class Mending
{
    /// <summary>The source after the fix: it compiles, and nothing is reported in it any more.</summary>
    internal static async Task<string> ApplyAsync<TAnalyzer, TFix>(string source)
        where TAnalyzer : DiagnosticAnalyzer, new()
        where TFix : CodeFixProvider, new()
    {
        using var workspace = new AdhocWorkspace();
        Document document = DocumentOf(workspace, source);
        CodeAction action = Assert.Single(await OffersAsync<TAnalyzer, TFix>(document));
        ApplyChangesOperation change = Assert.Single((await action.GetOperationsAsync(TestContext.Current.CancellationToken)).OfType<ApplyChangesOperation>());
        string mended = (await change.ChangedSolution.GetDocument(document.Id)!.GetTextAsync(TestContext.Current.CancellationToken)).ToString();
        Assert.Empty(await Compiler.AnalyzeAsync(Compiler.Compile(mended), new TAnalyzer()));
        return mended;
    }

    /// <summary>That a diagnostic is reported and nothing is offered for it.</summary>
    internal static async Task IsNotOfferedAsync<TAnalyzer, TFix>(string source)
        where TAnalyzer : DiagnosticAnalyzer, new()
        where TFix : CodeFixProvider, new()
    {
        using var workspace = new AdhocWorkspace();
        Assert.Empty(await OffersAsync<TAnalyzer, TFix>(DocumentOf(workspace, source)));
    }

    private static async Task<List<CodeAction>> OffersAsync<TAnalyzer, TFix>(Document document)
        where TAnalyzer : DiagnosticAnalyzer, new()
        where TFix : CodeFixProvider, new()
    {
        Compilation compilation = (await document.Project.GetCompilationAsync(TestContext.Current.CancellationToken))!;
        Assert.Empty(compilation.GetDiagnostics(TestContext.Current.CancellationToken).Where(static d => d.Severity == DiagnosticSeverity.Error));
        Diagnostic found = (await Compiler.AnalyzeAsync(compilation, new TAnalyzer())).First();
        var fix = new TFix();
        Assert.Contains(found.Id, fix.FixableDiagnosticIds);
        Assert.NotNull(fix.GetFixAllProvider());
        var offers = new List<CodeAction>();
        await fix.RegisterCodeFixesAsync(new CodeFixContext(document, found, (action, _) => offers.Add(action), TestContext.Current.CancellationToken));
        return offers;
    }

    private static Document DocumentOf(AdhocWorkspace workspace, string source)
    {
        Project project = workspace.AddProject("Host", LanguageNames.CSharp)
            .WithCompilationOptions(Compiler.Options).WithParseOptions(Compiler.Language).WithMetadataReferences(Compiler.References);
        return project.AddDocument("Usings.cs", Compiler.Usings).Project.AddDocument("Source.cs", source);
    }
}
