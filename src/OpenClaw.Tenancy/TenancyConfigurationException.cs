namespace OpenClaw.Tenancy;

/// <summary>The host is put together in a way that could let one tenant reach another, so it does not start.</summary>
public sealed class TenancyConfigurationException : TenancyException
{
    /// <summary>Makes the exception from everything that is wrong.</summary>
    /// <param name="errors">One sentence or more each, with the fix.</param>
    /// <exception cref="ArgumentNullException"><paramref name="errors"/> is null.</exception>
    public TenancyConfigurationException(IReadOnlyList<string> errors)
        : base(string.Join(Environment.NewLine, errors ?? throw new ArgumentNullException(nameof(errors)))) => Errors = [.. errors];

    /// <summary>Everything that was found wrong, each with its fix.</summary>
    public IReadOnlyList<string> Errors { get; }
}
