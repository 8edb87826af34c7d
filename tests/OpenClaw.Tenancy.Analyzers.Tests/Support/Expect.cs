using System.Collections.Immutable;
using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace OpenClaw.Tenancy.Analyzers.Tests.Support;

/// <summary>What an analyzer must say of a source: exactly what is marked there.</summary>
internal static class Expect
{
    /// <summary>That what is marked is reported under an id, and nothing else under any.</summary>
    internal static async Task<ImmutableArray<Diagnostic>> ReportsAsync<TAnalyzer>(string id, string source)
        where TAnalyzer : DiagnosticAnalyzer, new()
    {
        var marked = new Marked(source);
        ImmutableArray<Diagnostic> found = await Compiler.AnalyzeAsync(Compiler.Compile(marked.Code), new TAnalyzer());
        Assert.Equal(marked.Places, found.Where(static d => !d.IsSuppressed).Select(d => $"{d.Location.SourceSpan.Start}: {marked.Code.Substring(d.Location.SourceSpan.Start, d.Location.SourceSpan.Length)}"));
        Assert.All(found, d => Assert.Equal(id, d.Id));
        Assert.All(found, static d => Assert.DoesNotContain('\n', d.GetMessage(CultureInfo.InvariantCulture)));
        return found;
    }

    /// <summary>That nothing at all is reported.</summary>
    internal static Task SilenceAsync<TAnalyzer>(string source)
        where TAnalyzer : DiagnosticAnalyzer, new()
    {
        Assert.DoesNotContain("[|", source, StringComparison.Ordinal);
        return ReportsAsync<TAnalyzer>("none", source);
    }
}
