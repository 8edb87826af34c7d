using System.Buffers;
using Microsoft.Extensions.Options;

namespace OpenClaw.Tenancy.AspNetCore.DependencyInjection;

/// <summary>Checks at start where requests may select a tenant: a selector that can never be read would never disagree.</summary>
internal sealed class TenancyHttpOptionsValidator : IValidateOptions<TenancyHttpOptions>
{
    // A token of RFC 9110, section 5.6.2.
    private static readonly SearchValues<char> HeaderCharacters =
        SearchValues.Create("!#$%&'*+-.^_`|~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz");

    public ValidateOptionsResult Validate(string? name, TenancyHttpOptions options)
    {
        string[] errors = [.. Errors(options)];
        return errors.Length == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(errors);
    }

    private static IEnumerable<string> Errors(TenancyHttpOptions options)
    {
        if (options.SelectorDomain is { } domain && (Uri.CheckHostName(domain) != UriHostNameType.Dns || domain[0] == '.' || domain[^1] == '.'))
        {
            yield return "TenancyHttpOptions.SelectorDomain is no domain name. Use a name such as 'example.com', without a dot at either end, a scheme or a port.";
        }

        if (options.SelectorHeader is { } header && (header.Length == 0 || header.AsSpan().ContainsAnyExcept(HeaderCharacters)))
        {
            yield return "TenancyHttpOptions.SelectorHeader is no header name. Use a name such as 'X-Tenant-Id', or null for no header.";
        }

        if (options.SelectorRouteParameter is { Length: 0 })
        {
            yield return "TenancyHttpOptions.SelectorRouteParameter is empty. Use the name of a route parameter, or null for none.";
        }
    }
}
