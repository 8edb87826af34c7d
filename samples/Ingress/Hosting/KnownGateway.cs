using OpenClaw.Tenancy.Ingress;

namespace OpenClaw.Tenancy.Samples.Ingress.Hosting;

/// <summary>A gateway.</summary>
public sealed record KnownGateway(string Runtime, string Address, CellAuth Auth)
{
    /// <summary>The tenant whose secrets the tokens of shared gateways are. Nobody is a member of it.</summary>
    internal const string SecretTenant = "gateways";

    /// <summary>The variable of the environment that holds its token.</summary>
    public string? TokenVariable { get; init; }

    public bool Shared { get; init; }

    /// <summary>Whether the operators of its tenants are its own, and are so asked for approvals. With <see cref="Shared"/> alone.</summary>
    public bool SharesAdmin { get; init; }

    public string? UserHeader { get; init; }

    public IReadOnlyDictionary<string, string>? Headers { get; init; }

    public string? ClientAddress { get; init; }

    internal CellOptions ToOptions()
    {
        var options = new CellOptions { Address = Address, Auth = Auth, IsShared = Shared, SharesAdmin = SharesAdmin, SecretTenant = Shared ? SecretTenant : null, ClientAddress = ClientAddress };
        options.UserHeader = UserHeader ?? options.UserHeader;
        foreach ((string name, string value) in Headers ?? new Dictionary<string, string>())
        {
            options.Headers[name] = value;
        }

        return options;
    }
}
