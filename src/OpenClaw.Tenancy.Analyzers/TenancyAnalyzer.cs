using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace OpenClaw.Tenancy.Analyzers;

/// <summary>The base of the analyzers. Each looks its types up once for a compilation, and does nothing where the library is not referenced.</summary>
public abstract class TenancyAnalyzer : DiagnosticAnalyzer
{
    private protected TenancyAnalyzer(params DiagnosticDescriptor[] rules) => SupportedDiagnostics = ImmutableArray.Create(rules);

    /// <inheritdoc />
    public sealed override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; }

    /// <inheritdoc />
    public sealed override void Initialize(AnalysisContext context)
    {
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.EnableConcurrentExecution();
        context.RegisterCompilationStartAction(start =>
        {
            if (LibraryTypes.Find(start.Compilation) is { } library)
            {
                Start(start, library);
            }
        });
    }

    private protected abstract void Start(CompilationStartAnalysisContext context, LibraryTypes library);
}
