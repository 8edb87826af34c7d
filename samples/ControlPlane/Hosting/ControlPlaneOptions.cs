using OpenClaw.Tenancy.Secrets.Dispatch;

namespace OpenClaw.Tenancy.Samples.ControlPlane.Hosting;

/// <summary>How the control plane is started: the section <c>ControlPlane</c> of its configuration.</summary>
public sealed record ControlPlaneOptions
{
    /// <summary>The issuer of the tokens with which runtimes are called, as their configuration names it.</summary>
    public const string RuntimeIssuer = "control-plane";

    /// <summary>The issuer of the tokens with which users call the control plane.</summary>
    public const string UserIssuer = "control-plane-users";

    public const string Audience = "control-plane";

    public string Urls { get; init; } = "http://127.0.0.1:5090";

    /// <summary>What all routes begin with.</summary>
    public string Prefix { get; init; } = "/control/v1";

    /// <summary>The folder of everything that outlives the process: keys, who belongs where, and the trail.</summary>
    public string Data { get; init; } = ".control-plane";

    public IReadOnlyList<ServedTenant> Tenants { get; init; } = [];

    public IReadOnlyList<KnownMember> Members { get; init; } = [];

    /// <summary>The identity providers; with none, the sample's own.</summary>
    public IReadOnlyList<TrustedProvider> Providers { get; init; } = [];

    /// <summary>How long a token for a runtime lives.</summary>
    public TimeSpan TokenLifetime { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>How long a runtime may take for one answer; at most a minute.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How often a call is tried at most; no more than 10.</summary>
    public int Attempts { get; init; } = 3;

    /// <summary>How long it is waited before the second attempt, and twice as long before the third; at most a minute.</summary>
    public TimeSpan RetryDelay { get; init; } = TimeSpan.FromMilliseconds(200);

    /// <summary>What a decision that allows leaves behind. That a token was made for a call, and how the call ended, stands there in any case.</summary>
    public AllowedRecords RecordAllowed { get; init; }

    /// <summary>The environment; null means what the machine says, and that is Production where it says nothing.</summary>
    public string? Environment { get; init; }

    /// <summary>Whether nothing is logged.</summary>
    public bool Quiet { get; init; }

    /// <exception cref="TenancyConfigurationException">A number is outside its bounds.</exception>
    internal TenantDispatchOptions ToDispatch()
    {
        try
        {
            return new TenantDispatchOptions { MaxAttempts = Attempts, AttemptTimeout = Timeout, RetryDelay = RetryDelay };
        }
        catch (ArgumentOutOfRangeException)
        {
            throw new TenancyConfigurationException(["ControlPlane:Attempts is 1 to 10, ControlPlane:Timeout more than nothing and at most a minute, and ControlPlane:RetryDelay at most a minute. Mend them."]);
        }
    }
}
