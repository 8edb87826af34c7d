namespace OpenClaw.Tenancy.Samples.Worker;

/// <summary>What was done, in its order.</summary>
internal sealed class Journal(TextWriter output)
{
    private readonly Lock _lock = new();
    private readonly List<(string Tenant, string Body)> _lines = [];

    internal IReadOnlyList<(string Tenant, string Body)> Lines
    {
        get
        {
            lock (_lock)
            {
                return [.. _lines];
            }
        }
    }

    internal void Write(string tenant, string body, int attempt)
    {
        lock (_lock)
        {
            _lines.Add((tenant, body));
            output.WriteLine($"  {_lines.Count,3}  {tenant,-8} {body}{(attempt > 1 ? $"  (attempt {attempt})" : string.Empty)}");
        }
    }
}
