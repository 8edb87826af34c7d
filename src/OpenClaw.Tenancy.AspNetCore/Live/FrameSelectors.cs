using System.Buffers;
using System.Text.Json;
using OpenClaw.Tenancy.Claims;

namespace OpenClaw.Tenancy.AspNetCore.Live;

/// <summary>Reads what a message says of the tenant. As with a header or a host name it must agree with the claim, and alone it lets nobody in.</summary>
/// <remarks>A singleton from dependency injection, safe for use by many threads. Which members select stands in <see cref="LiveOptions.SelectorMembers"/>.</remarks>
public sealed class FrameSelectors
{
    private const int MaxDepth = 64;
    private readonly string[] _members;
    private readonly int _longest;

    internal FrameSelectors(LiveOptions options, TenancyMode mode)
    {
        // A host without tenancy has one tenant, and its messages are its own.
        _members = mode == TenancyMode.Disabled ? [] : [.. options.SelectorMembers];
        _longest = _members.Length == 0 ? 0 : _members.Max(static m => m.Length);
    }

    /// <summary>Whether a name is one that selects a tenant.</summary>
    /// <param name="name">The name of a member or of a parameter.</param>
    /// <returns>True when it is.</returns>
    public bool Selects(ReadOnlySpan<char> name)
    {
        foreach (string member in _members)
        {
            if (name.Equals(member, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Looks through a message.</summary>
    /// <param name="message">The message, as UTF-8.</param>
    /// <param name="claim">The claim of the connection.</param>
    /// <returns>What is wrong with it. Of two members of one name both count.</returns>
    public FrameFault Check(ReadOnlySpan<byte> message, VerifiedTenantClaim claim)
    {
        ArgumentNullException.ThrowIfNull(claim);
        try
        {
            return Read(message, claim.ReachedTenant.ToString());
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            // Text that is no UTF-8 is found where it is read.
            return FrameFault.Malformed;
        }
    }

    private FrameFault Read(ReadOnlySpan<byte> message, string tenant)
    {
        var reader = new Utf8JsonReader(message, new JsonReaderOptions { MaxDepth = MaxDepth });
        while (reader.Read())
        {
            if (reader.TokenType != JsonTokenType.PropertyName || !IsSelector(ref reader))
            {
                continue;
            }

            // What is not exactly the one tenant's text contradicts: a number, nothing, a list of two.
            if (!reader.Read() || reader.TokenType != JsonTokenType.String || !reader.ValueTextEquals(tenant))
            {
                return FrameFault.NamesTenant;
            }
        }

        return FrameFault.None;
    }

    // A name is compared as it is meant: written with escapes it is the same name.
    private bool IsSelector(ref Utf8JsonReader reader)
    {
        int length = reader.ValueSpan.Length;
        if (length == 0 || length > _longest * 6)
        {
            return false;
        }

        char[]? rented = length > 256 ? ArrayPool<char>.Shared.Rent(length) : null;
        Span<char> name = rented ?? stackalloc char[256];
        bool selects = Selects(name[..reader.CopyString(name)]);
        if (rented is not null)
        {
            ArrayPool<char>.Shared.Return(rented);
        }

        return selects;
    }
}
