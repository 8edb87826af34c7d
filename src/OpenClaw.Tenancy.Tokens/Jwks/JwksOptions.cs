namespace OpenClaw.Tenancy.Tokens.Jwks;

/// <summary>Where the public keys of an issuer elsewhere are read, and for how long they count. Read once when the host starts.</summary>
/// <remarks>Used at start, by one thread.</remarks>
public sealed class JwksOptions
{
    /// <summary>The address of the issuer's JWK set. It is the only one that is ever asked: no token, header or redirect names another.</summary>
    /// <value>Default: null, with which the host does not start.</value>
    public Uri? Address { get; set; }

    /// <summary>Lets the address be <c>http</c> on this machine's own loopback, for tests and samples.</summary>
    /// <value>Default: false. On every other host <c>https</c> is needed in any case.</value>
    public bool AllowLoopbackHttp { get; set; }

    /// <summary>How old the keys become before they are read again beside the running requests.</summary>
    /// <value>Default: 10 minutes.</value>
    public TimeSpan RefreshAfter { get; set; } = TimeSpan.FromMinutes(10);

    /// <summary>The shortest time between two readings, whatever the tokens say and however the last reading ended.</summary>
    /// <value>Default: 30 seconds. For so long a new key may be unknown.</value>
    public TimeSpan MinRefreshInterval { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>How long the last good keys count when they cannot be read again. Then nothing is accepted until they can.</summary>
    /// <value>Default: one hour. For so long a key that the issuer has withdrawn may count, if its address does not answer.</value>
    public TimeSpan MaxAge { get; set; } = TimeSpan.FromHours(1);

    /// <summary>How long a reading may take, from the connection to the last byte.</summary>
    /// <value>Default: 4 seconds, shorter than <see cref="TenancyOptions.DependencyTimeout"/>.</value>
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(4);

    internal IEnumerable<string> Errors(string issuer)
    {
        if (Address is not { IsAbsoluteUri: true } || Address.UserInfo.Length != 0 || Address.Fragment.Length != 0)
        {
            yield return $"The keys of issuer '{issuer}' have no address. Set JwksOptions.Address to the absolute https address of its JWK set, without user name or fragment.";
        }
        else if (!IsAllowed(Address))
        {
            yield return $"The keys of issuer '{issuer}' would be read in clear, so that whoever stands between could put in his own. Use an https address; JwksOptions.AllowLoopbackHttp opens http on the loopback alone.";
        }

        if (MinRefreshInterval < TimeSpan.FromSeconds(1) || RefreshAfter < MinRefreshInterval || MaxAge <= RefreshAfter || MaxAge > TimeSpan.FromDays(1))
        {
            yield return $"The keys of issuer '{issuer}': set JwksOptions.MinRefreshInterval to one second or more, RefreshAfter to no less than that, and MaxAge to more than RefreshAfter and at most one day.";
        }

        if (Timeout <= TimeSpan.Zero || Timeout > TimeSpan.FromSeconds(30))
        {
            yield return $"The keys of issuer '{issuer}': set JwksOptions.Timeout to more than zero and at most 30 seconds.";
        }
    }

    private bool IsAllowed(Uri address) => string.Equals(address.Scheme, Uri.UriSchemeHttps)
        || (AllowLoopbackHttp && string.Equals(address.Scheme, Uri.UriSchemeHttp) && address.IsLoopback);
}
