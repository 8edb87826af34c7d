using System.Buffers.Text;
using System.Text;

namespace OpenClaw.Tenancy.Samples.Gateway.Demo;

/// <summary>Makes of a good token what an attacker would try.</summary>
public static class Forgery
{
    public static string WithPayload(string token, string from, string to)
    {
        string[] parts = token.Split('.');
        string payload = Encoding.UTF8.GetString(Base64Url.DecodeFromChars(parts[1])).Replace(from, to, StringComparison.Ordinal);
        return $"{parts[0]}.{Encode(payload)}.{parts[2]}";
    }

    public static string WithoutAlgorithm(string token)
    {
        string[] parts = token.Split('.');
        return $"{Encode("""{"alg":"none","typ":"oc-tenant+jwt"}""")}.{parts[1]}.{parts[2]}";
    }

    public static string WithOtherSignature(string token)
    {
        string[] parts = token.Split('.');
        byte[] signature = Base64Url.DecodeFromChars(parts[2]);
        signature[0] ^= 1;
        return $"{parts[0]}.{parts[1]}.{Base64Url.EncodeToString(signature)}";
    }

    private static string Encode(string json) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(json));
}
