;;; perfcoder.el --- PerfCoder through eglot  -*- lexical-binding: t -*-

;; Emacs 29 and newer have eglot; for Emacs 26 to 28 it is the package `eglot'.  Load this file, then M-x eglot in a
;; C or C++ buffer.  eglot runs one server for a buffer: to keep clangd beside it, use an editor that runs several, or
;; lsp-mode.

(require 'eglot)

(add-to-list 'eglot-server-programs '((c-mode c++-mode c-ts-mode c++-ts-mode) . ("perfcoder-lsp")))

(defun perfcoder-benchmark-function ()
  "Benchmark the function at point; what comes of it is a message, and in eldoc at the function's first line."
  (interactive)
  (jsonrpc-async-request
   (eglot-current-server)
   :workspace/executeCommand
   (list :command "perfcoder.benchmark"
         :arguments (vector (let ((at (eglot--TextDocumentPositionParams)))
                              (list :uri (plist-get (plist-get at :textDocument) :uri)
                                    :position (plist-get at :position)))))))

;; Settings are sent under :perfcoder, for example in a project's .dir-locals.el:
;;   ((nil . ((eglot-workspace-configuration . ((:perfcoder . (:server (:measure_on_save t))))))))

(provide 'perfcoder)
;;; perfcoder.el ends here
