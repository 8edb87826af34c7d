using System.Buffers.Binary;
using System.Buffers.Text;
using System.Text;
using OpenClaw.Tenancy.Signing;

namespace OpenClaw.Tenancy.Tests.Jobs;

/// <summary>Changes what an envelope says and signs it anew, as nobody but the host's own signer can.</summary>
internal static class SignedFields
{
    internal const int Tenant = 6;
    internal const int Issuer = 7;
    internal const int Holder = 8;
    internal const int ActorIssuer = 15;
    internal const int ActorSubject = 16;
    internal const int Held = 19;

    internal static async Task<string> ChangeAsync(ITenancySigner signer, string text, Action<List<string>> change)
    {
        List<string> fields = Read(Base64Url.DecodeFromChars(text.Split('.')[2]));
        change(fields);
        string unsigned = $"octe1.{signer.Key.Id}.{Base64Url.EncodeToString(Write(fields))}";
        return $"{unsigned}.{Base64Url.EncodeToString(await signer.SignAsync(Encoding.ASCII.GetBytes("openclaw-tenancy/envelope/v1\n" + unsigned), default))}";
    }

    /// <summary>Everything instead of some scopes.</summary>
    internal static void HoldAll(List<string> fields)
    {
        fields[Held] = "all";
        fields.RemoveRange(Held + 1, fields.Count - Held - 1);
    }

    private static List<string> Read(ReadOnlySpan<byte> content)
    {
        var fields = new List<string>();
        while (!content.IsEmpty)
        {
            int end = 4 + BinaryPrimitives.ReadInt32BigEndian(content);
            fields.Add(Encoding.UTF8.GetString(content[4..end]));
            content = content[end..];
        }

        return fields;
    }

    private static byte[] Write(List<string> fields)
    {
        var bytes = new List<byte>();
        byte[] length = new byte[4];
        foreach (string field in fields)
        {
            BinaryPrimitives.WriteInt32BigEndian(length, Encoding.UTF8.GetByteCount(field));
            bytes.AddRange(length);
            bytes.AddRange(Encoding.UTF8.GetBytes(field));
        }

        return [.. bytes];
    }
}
