using OpenClaw.Tenancy.Posture;

namespace OpenClaw.Tenancy.Hosting.Posture;

/// <summary>What the posture check does with what it finds.</summary>
/// <remarks>Set before the host starts; not safe for use by many threads until then.</remarks>
public sealed class TenancyPostureOptions
{
    private readonly Dictionary<TenancyNoGo, string> _accepted = [];

    /// <summary>Whether what is found refuses the start. Default: null, which refuses in production (<c>IHostEnvironment.IsProduction()</c>) and elsewhere writes it to the log.</summary>
    public bool? RefusesStart { get; set; }

    /// <summary>What was accepted, with the reasons.</summary>
    public IReadOnlyDictionary<TenancyNoGo, string> Accepted => _accepted;

    /// <summary>Accepts an entry of the list: what is found of it is told with the reason, and refuses nothing.</summary>
    /// <param name="noGo">The entry.</param>
    /// <param name="reason">Why, for whoever reads the report: at least ten characters, on one line.</param>
    /// <exception cref="ArgumentException"><paramref name="noGo"/> is no entry, or <paramref name="reason"/> says too little.</exception>
    public void Accept(TenancyNoGo noGo, string reason)
    {
        ArgumentNullException.ThrowIfNull(reason);
        if (noGo == TenancyNoGo.Unspecified || !Enum.IsDefined(noGo))
        {
            throw new ArgumentException("Name an entry of the list.", nameof(noGo));
        }

        if (reason.Trim().Length < 10 || reason.AsSpan().IndexOfAny('\r', '\n') >= 0)
        {
            throw new ArgumentException("Say in one line of ten characters or more why this host may be so.", nameof(reason));
        }

        _accepted[noGo] = reason.Trim();
    }
}
