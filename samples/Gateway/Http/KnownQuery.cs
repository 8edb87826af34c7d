namespace OpenClaw.Tenancy.Samples.Gateway.Http;

/// <summary>The query parameters that a route knows.</summary>
public sealed class KnownQuery(string[] names)
{
    public bool Admits(IQueryCollection query) => query.All(p => p.Value.Count == 1 && names.Contains(p.Key, StringComparer.Ordinal));
}
