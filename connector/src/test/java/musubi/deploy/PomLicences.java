package musubi.deploy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.xpath.XPath;
import javax.xml.xpath.XPathConstants;
import javax.xml.xpath.XPathExpressionException;
import javax.xml.xpath.XPathFactory;
import org.w3c.dom.Document;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/**
 * The licences that a component's pom names, in the local repository of Maven: its own ones, else those of the nearest parent that names any.
 *
 * @param id group and artifact, such as {@code org.postgresql:postgresql}
 * @param names as they stand there; empty for none
 */
record PomLicences(String id, String version, List<String> names) {

    private static final XPath XPATH = XPathFactory.newDefaultInstance().newXPath();

    PomLicences {
        names = List.copyOf(names);
    }

    /** @param directory of that version in the repository */
    static PomLicences in(Path directory) throws IOException {
        var pom = read(pom(directory));
        var group = text(pom, "/project/groupId");
        if (group.isEmpty()) {
            group = text(pom, "/project/parent/groupId");
        }
        var artifact = directory.getParent().getFileName().toString();
        var root = directory.getParent().getParent();
        for (var part = 0; part < group.split("\\.").length; part++) {
            root = root.getParent();
        }
        return new PomLicences(group + ":" + artifact, directory.getFileName().toString(), names(pom, root));
    }

    private static List<String> names(Document pom, Path root) throws IOException {
        var names = new ArrayList<String>();
        try {
            var named = (NodeList) XPATH.evaluate("/project/licenses/license/name", pom, XPathConstants.NODESET);
            for (var at = 0; at < named.getLength(); at++) {
                names.add(named.item(at).getTextContent().strip());
            }
        } catch (XPathExpressionException e) {
            throw new AssertionError(e);
        }
        var parent = text(pom, "/project/parent/artifactId");
        if (!names.isEmpty() || parent.isEmpty()) {
            return names;
        }
        var directory = root.resolve(text(pom, "/project/parent/groupId").replace('.', '/'))
                .resolve(parent)
                .resolve(text(pom, "/project/parent/version"));
        return names(read(pom(directory)), root);
    }

    private static Path pom(Path directory) {
        return directory.resolve(directory.getParent().getFileName() + "-" + directory.getFileName() + ".pom");
    }

    private static String text(Document pom, String path) {
        try {
            return XPATH.evaluate(path, pom).strip();
        } catch (XPathExpressionException e) {
            throw new AssertionError(e);
        }
    }

    private static Document read(Path pom) throws IOException {
        var factory = DocumentBuilderFactory.newDefaultInstance();
        try (var content = Files.newInputStream(pom)) {
            factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
            return factory.newDocumentBuilder().parse(content);
        } catch (ParserConfigurationException | SAXException e) {
            throw new IOException(pom + " cannot be read", e);
        }
    }
}
