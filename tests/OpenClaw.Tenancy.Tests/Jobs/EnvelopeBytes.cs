using System.Buffers.Binary;
using System.Buffers.Text;
using System.Text;
using OpenClaw.Tenancy.Signing;

namespace OpenClaw.Tenancy.Tests.Jobs;

/// <summary>The content of an envelope as whoever holds its key could write it.</summary>
internal static class EnvelopeBytes
{
    internal static List<byte[]> Fields(string content)
    {
        byte[] bytes = Base64Url.DecodeFromChars(content);
        var fields = new List<byte[]>();
        for (int at = 0; at < bytes.Length; at += 4 + fields[^1].Length)
        {
            fields.Add(bytes.AsSpan(at + 4, BinaryPrimitives.ReadInt32BigEndian(bytes.AsSpan(at))).ToArray());
        }

        return fields;
    }

    internal static string Joined(List<byte[]> fields)
    {
        var bytes = new List<byte>();
        foreach (byte[] field in fields)
        {
            byte[] length = new byte[4];
            BinaryPrimitives.WriteInt32BigEndian(length, field.Length);
            bytes.AddRange(length);
            bytes.AddRange(field);
        }

        return Base64Url.EncodeToString([.. bytes]);
    }

    internal static Task<string> SignedAsync(ITenancySigner signer, List<byte[]> fields) => SignedAsync(signer, Joined(fields));

    internal static async Task<string> SignedAsync(ITenancySigner signer, string content)
    {
        string unsigned = $"octe1.{signer.Key.Id}.{content}";
        return $"{unsigned}.{Base64Url.EncodeToString(await signer.SignAsync(Encoding.ASCII.GetBytes("openclaw-tenancy/envelope/v1\n" + unsigned), default))}";
    }
}
