namespace OpenClaw.Tenancy.Health;

/// <summary>What a probe found: a state, and numbers under fixed names.</summary>
/// <remarks>Immutable. SECURITY: numbers alone, so that no tenant, secret or text of an exception can be in it.</remarks>
public sealed class TenancyHealth
{
    /// <summary>Makes a finding.</summary>
    /// <param name="state">The state.</param>
    /// <param name="numbers">Numbers that the probe's documentation names.</param>
    public TenancyHealth(TenancyHealthState state, params ReadOnlySpan<KeyValuePair<string, double>> numbers)
    {
        State = state;
        Numbers = new Dictionary<string, double>(numbers.ToArray(), StringComparer.Ordinal).AsReadOnly();
    }

    /// <summary>The state.</summary>
    public TenancyHealthState State { get; }

    /// <summary>The numbers.</summary>
    public IReadOnlyDictionary<string, double> Numbers { get; }
}
