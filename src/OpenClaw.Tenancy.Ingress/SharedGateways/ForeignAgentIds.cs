using System.Buffers;
using System.Text;
using System.Text.Json;
using OpenClaw.Tenancy.AspNetCore.Problems;
using OpenClaw.Tenancy.Ingress.Frames;
using OpenClaw.Tenancy.Ingress.Guards;
using OpenClaw.Tenancy.Resources;
using OpenClaw.Tenancy.Storage;

namespace OpenClaw.Tenancy.Ingress.SharedGateways;

/// <summary>Whether the id of an agent that is not the tenant's stands anywhere in what goes to a gateway that tenants share, or comes from it.</summary>
/// <remarks>
/// SECURITY: the second of two layers, written apart from the first on purpose. A guard knows what each part of a frame is, and maps it;
/// this one knows nothing of frames and looks at every text of one. Agents, sessions and runs of a tenant are all named by such an id, so
/// with a guard's check taken out nothing of another tenant is asked for, changed or told by name. Immutable and safe for use by many threads.
/// </remarks>
internal sealed class ForeignAgentIds
{
    private const int Length = 54;
    private const byte Mark = (byte)'-';
    private static readonly SearchValues<byte> Base32 = SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ234567"u8);

    private readonly byte[][] _own;

    internal ForeignAgentIds(TenantId tenant, IEnumerable<AgentId> agents) =>
        _own = [.. agents.Select(agent => Encoding.ASCII.GetBytes(new OpenClawAgentName(tenant, agent).AgentId))];

    /// <summary>Refuses what a guard would let through and names another tenant, like what there is not. Null for a gateway of one tenant.</summary>
    internal static GuardVerdict Look(ForeignAgentIds? ids, GuardVerdict verdict, ReadOnlySpan<byte> json) =>
        verdict.Act == GuardAct.Forward && ids?.AreIn(json) == true ? GuardVerdict.Refuse(Problem.NotFound) : verdict;

    /// <summary>Looks at every text of a JSON value, also at names of members. What cannot be read has one.</summary>
    internal bool AreIn(ReadOnlySpan<byte> json)
    {
        // An escape may stand for any letter of an id. Without one, all of it is one text.
        if (!json.Contains((byte)'\\'))
        {
            return IsIn(json);
        }

        byte[] plain = ArrayPool<byte>.Shared.Rent(json.Length);
        try
        {
            var reader = new Utf8JsonReader(json, new JsonReaderOptions { MaxDepth = GatewayFrameReader.MaxDepth });
            while (reader.Read())
            {
                if (reader.TokenType is JsonTokenType.String or JsonTokenType.PropertyName && IsIn(reader.ValueIsEscaped ? plain.AsSpan(0, reader.CopyString(plain)) : reader.ValueSpan))
                {
                    return true;
                }
            }

            return false;
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            return true;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(plain, clearArray: true);
        }
    }

    private bool IsIn(ReadOnlySpan<byte> text)
    {
        for (int from = 0; text[from..].IndexOf(Mark) is int found and >= 0; from += found + 1)
        {
            int start = from + found - 1;
            if (start >= 0 && text.Length - start >= Length && IsForeign(text, start))
            {
                return true;
            }
        }

        return false;
    }

    private bool IsForeign(ReadOnlySpan<byte> text, int start)
    {
        ReadOnlySpan<byte> id = text.Slice(start, Length);
        if (id[0] is not ((byte)'t' or (byte)'T') || id[2..].ContainsAnyExcept(Base32))
        {
            return false;
        }

        // A gateway takes capitals for small letters. Standing for itself it is an id in any case; between other letters, as in the base64 of
        // a picture, only as it was made, which nothing has by chance.
        bool isMade = !id.ContainsAnyInRange((byte)'A', (byte)'Z');
        bool standsAlone = (start == 0 || !char.IsAsciiLetterOrDigit((char)text[start - 1])) && (start + Length == text.Length || !char.IsAsciiLetterOrDigit((char)text[start + Length]));
        return (isMade || standsAlone) && !IsOwn(id);
    }

    private bool IsOwn(ReadOnlySpan<byte> id)
    {
        foreach (byte[] own in _own)
        {
            if (id.SequenceEqual(own))
            {
                return true;
            }
        }

        return false;
    }
}
