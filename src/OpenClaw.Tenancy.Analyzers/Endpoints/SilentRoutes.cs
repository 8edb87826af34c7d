using System.Collections.Concurrent;
using Microsoft.CodeAnalysis;

namespace OpenClaw.Tenancy.Analyzers.Endpoints;

/// <summary>Which parameters are handed routes that nothing was said of: known when every call of a compilation was seen. Safe for use by many threads.</summary>
internal sealed class SilentRoutes
{
    private readonly ConcurrentBag<(IParameterSymbol Parameter, RouteOrigin Origin)> _handed = [];
    private readonly ConcurrentBag<(IParameterSymbol Parameter, Diagnostic Diagnostic)> _waiting = [];

    internal void Hand(IParameterSymbol parameter, RouteOrigin origin) => _handed.Add((parameter.OriginalDefinition, origin));

    /// <summary>Keeps a diagnostic that counts when such routes are handed to a parameter.</summary>
    internal void Wait(IParameterSymbol parameter, Diagnostic diagnostic) => _waiting.Add((parameter, diagnostic));

    internal IEnumerable<Diagnostic> Found()
    {
        var silent = new HashSet<ISymbol>(SymbolEqualityComparer.Default);
        int known;
        do
        {
            known = silent.Count;
            silent.UnionWith(_handed.Where(h => IsSilent(h.Origin, silent)).Select(static h => h.Parameter).ToArray());
        }
        while (silent.Count != known);

        return _waiting.Where(w => silent.Contains(w.Parameter)).Select(static w => w.Diagnostic);
    }

    private static bool IsSilent(RouteOrigin origin, HashSet<ISymbol> silent) =>
        origin.IsSilent || (origin.Parameter is { } parameter && silent.Contains(parameter));
}
