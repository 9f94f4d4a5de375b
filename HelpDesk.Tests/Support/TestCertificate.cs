using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace HelpDesk.Tests.Support;

/// <summary>Certificates for servers of a test, and a trust that knows them.</summary>
public static class TestCertificate
{
    /// <summary>One that is its own authority.</summary>
    /// <param name="host">The name it is for.</param>
    /// <param name="until">When it expires, from now.</param>
    public static X509Certificate2 For(string host, TimeSpan? until = null)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={host}", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        if (IPAddress.TryParse(host, out var address))
        {
            names.AddIpAddress(address);
        }
        else
        {
            names.AddDnsName(host);
        }

        request.CertificateExtensions.Add(names.Build());
        var now = TimeProvider.System.GetUtcNow();
        using var made = request.CreateSelfSigned(now.AddDays(-30), now + (until ?? TimeSpan.FromDays(1)));

        // TLS wants the key in a form that only a reloaded certificate has on every platform.
        return X509CertificateLoader.LoadPkcs12(made.Export(X509ContentType.Pkcs12), null);
    }

    /// <summary>Trusts exactly these.</summary>
    public static X509ChainPolicy Trusting(params X509Certificate2[] authorities)
    {
        var policy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
        policy.CustomTrustStore.AddRange(authorities);
        return policy;
    }
}
