namespace OpenClaw.Tenancy.Samples.Gateway.Hosting;

/// <summary>The control plane that stands before a pinned gateway: then its tokens are the only credential.</summary>
/// <param name="Issuer">The name that its tokens carry.</param>
/// <param name="Jwks">Where its public keys are read: https, or http on this machine.</param>
/// <param name="Audience">The runtime that this gateway is, as the control plane's directory names it.</param>
public sealed record ControlPlaneOptions(string Issuer, Uri Jwks, string Audience)
{
    /// <summary>What a decision that allows leaves behind; with nothing, the sample itself records one line for each request that was answered.</summary>
    public AllowedRecords RecordAllowed { get; init; }

    /// <summary>What the configuration says, or null where it names no control plane.</summary>
    /// <exception cref="TenancyConfigurationException">It says a part of it.</exception>
    public static ControlPlaneOptions? Read(IConfigurationSection section)
    {
        if (!section.Exists())
        {
            return null;
        }

        return section[nameof(Issuer)] is { Length: > 0 } issuer && section[nameof(Audience)] is { Length: > 0 } audience && Uri.TryCreate(section[nameof(Jwks)], UriKind.Absolute, out Uri? jwks)
            ? new ControlPlaneOptions(issuer, jwks, audience) { RecordAllowed = section.GetValue<AllowedRecords>(nameof(RecordAllowed)) }
            : throw new TenancyConfigurationException([$"The configuration section '{section.Path}' names no whole control plane. Give it {nameof(Issuer)}, {nameof(Jwks)} (an address) and {nameof(Audience)}, or leave it out."]);
    }
}
