using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace OpenClaw.Tenancy.Analyzers.Tests.Support;

/// <summary>Compiles sources against the assemblies that this program runs with, the library's own and those of ASP.NET Core and EF Core among them.</summary>
internal static class Compiler
{
    internal const string Usings = """
        global using System; global using System.Collections.Generic; global using System.IO; global using System.Linq; global using System.Text;
        global using System.Threading; global using System.Threading.Tasks;
        global using Microsoft.AspNetCore.Builder; global using Microsoft.AspNetCore.Http; global using Microsoft.AspNetCore.Routing;
        global using Microsoft.EntityFrameworkCore; global using Microsoft.Extensions.DependencyInjection; global using Microsoft.Extensions.Logging;
        global using OpenClaw.Tenancy; global using OpenClaw.Tenancy.Authorization; global using OpenClaw.Tenancy.Claims; global using OpenClaw.Tenancy.Contexts;
        global using OpenClaw.Tenancy.EntityFrameworkCore; global using OpenClaw.Tenancy.Resources; global using OpenClaw.Tenancy.Storage;
        """;

    internal static ImmutableArray<MetadataReference> References { get; } =
    [
        .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(static path => !Path.GetFileName(path).StartsWith("OpenClaw.Tenancy.Analyzers", StringComparison.Ordinal))
            .Select(static path => MetadataReference.CreateFromFile(path)),
    ];

    internal static CSharpParseOptions Language { get; } = new(LanguageVersion.CSharp14);

    internal static CSharpCompilationOptions Options { get; } = new(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable);

    // What is added to it shares its references, which take longer to read than a source to compile.
    private static readonly CSharpCompilation Empty = CSharpCompilation.Create("Host", references: References, options: Options);

    /// <summary>A compilation without an error; one that has errors would show nothing of an analyzer.</summary>
    internal static CSharpCompilation Compile(string code, string usings = Usings, IEnumerable<MetadataReference>? references = null)
    {
        CSharpCompilation compilation = Read(code, usings, references);
        Assert.Empty(compilation.GetDiagnostics(TestContext.Current.CancellationToken).Where(static d => d.Severity == DiagnosticSeverity.Error));
        return compilation;
    }

    /// <summary>A compilation of whatever is being typed.</summary>
    internal static CSharpCompilation Read(string code, string usings = Usings, IEnumerable<MetadataReference>? references = null)
    {
        CancellationToken cancellationToken = TestContext.Current.CancellationToken;
        SyntaxTree source = CSharpSyntaxTree.ParseText(code, Language, "Source.cs", cancellationToken: cancellationToken);
        bool isProgram = source.GetCompilationUnitRoot(cancellationToken).Members.Any(static m => m.IsKind(SyntaxKind.GlobalStatement));
        CSharpCompilation compilation = (references is null ? Empty : Empty.WithReferences(references))
            .AddSyntaxTrees(CSharpSyntaxTree.ParseText(usings, Language, "Usings.cs", cancellationToken: cancellationToken), source);
        return isProgram ? compilation.WithOptions(Options.WithOutputKind(OutputKind.ConsoleApplication)) : compilation;
    }

    /// <summary>What an analyzer reports, by its place. An analyzer that throws is a failure.</summary>
    internal static async Task<ImmutableArray<Diagnostic>> AnalyzeAsync(Compilation compilation, params DiagnosticAnalyzer[] analyzers)
    {
        var options = new CompilationWithAnalyzersOptions(
            new AnalyzerOptions([]), onAnalyzerException: static (thrown, _, _) => throw new InvalidOperationException("The analyzer threw.", thrown), concurrentAnalysis: false, logAnalyzerExecutionTime: false);
        ImmutableArray<Diagnostic> found = await compilation.WithAnalyzers([.. analyzers], options).GetAnalyzerDiagnosticsAsync(TestContext.Current.CancellationToken);
        Assert.DoesNotContain(found, static d => d.Id.StartsWith("AD", StringComparison.Ordinal));
        return [.. found.OrderBy(static d => d.Location.SourceSpan.Start)];
    }
}
